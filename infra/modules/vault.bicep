// Key Vault, for the secrets that cannot be avoided. The program may read them and nothing else.
param name string
param location string
param tags object

@description('Principal of the program.')
param principalId string
param workspaceId string

@description('Subnet of private endpoints; empty where the network is public.')
param endpointSubnetId string

@description('Private DNS zones by kind.')
param zoneIds object

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: empty(endpointSubnetId) ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: empty(endpointSubnetId) ? 'Allow' : 'Deny'
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

module endpoint 'endpoint.bicep' = if (!empty(endpointSubnetId)) {
  name: 'endpoint-vault'
  params: {
    name: '${name}-vault'
    location: location
    tags: tags
    targetId: vault.id
    groupId: 'vault'
    subnetId: endpointSubnetId
    zoneId: zoneIds.?vault ?? ''
  }
}

output name string = vault.name
