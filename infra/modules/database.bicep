// PostgreSQL for the job store and the analytics store. There are no passwords: only identities of Microsoft Entra ID get in.
param name string
param location string
param tags object

@description('Object id, name and kind of the administrators.')
param administrator { objectId: string, name: string, kind: 'Group' | 'User' | 'ServicePrincipal' }
param sku { name: string, tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized' }
param storageGB int
param highAvailability bool
param backupDays int
param workspaceId string

@description('Subnet of private endpoints; empty where the network is public.')
param endpointSubnetId string

@description('Private DNS zones by kind.')
param zoneIds object

var databaseName = 'functionsjobs'
var isPublic = empty(endpointSubnetId)

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: sku
  properties: {
    createMode: 'Default'
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: storageGB
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: { mode: highAvailability ? 'ZoneRedundant' : 'Disabled' }
    network: { publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled' }
  }

  resource administrators 'administrators' = {
    name: administrator.objectId
    dependsOn: [database]
    properties: {
      principalName: administrator.name
      principalType: administrator.kind
      tenantId: tenant().tenantId
    }
  }

  resource database 'databases' = {
    name: databaseName
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }

  // Lets in what runs in Azure, of any customer: the roles above decide. A private network has no such rule.
  resource fromAzure 'firewallRules' = if (isPublic) {
    name: 'azure'
    dependsOn: [administrators]
    properties: {
      startIpAddress: '0.0.0.0'
      endIpAddress: '0.0.0.0'
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: server
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'PostgreSQLLogs'
        enabled: true
      }
    ]
  }
}

module endpoint 'endpoint.bicep' = if (!isPublic) {
  name: 'endpoint-database'
  params: {
    name: '${name}-database'
    location: location
    tags: tags
    targetId: server.id
    groupId: 'postgresqlServer'
    subnetId: endpointSubnetId
    zoneId: zoneIds.?postgresqlServer ?? ''
  }
}

output host string = server.properties.fullyQualifiedDomainName
output databaseName string = databaseName
