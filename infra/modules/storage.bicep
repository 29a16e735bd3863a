// Storage of the host, the task hub, the program's blobs and its packages, with shared keys off, and the roles the program needs on it.
param name string
param location string
param tags object
param redundancy string

@description('Principal of the program.')
param principalId string

@description('Whether queues and tables hold the task hub.')
param holdsTaskHub bool

@description('Subnet of private endpoints; empty where the network is public.')
param endpointSubnetId string

@description('Private DNS zones by kind.')
param zoneIds object

var deploymentContainerName = 'deployments'
var blobContainerName = 'functionsjobs'
var kinds = ['blob', 'queue', 'table']

// Blob Data Owner: locks and keys of the host, packages, large messages, the program's blobs and links to them.
var blobOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
// Table Data Contributor: diagnostic events of the host, and the task hub.
var tableContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
// Queue Data Contributor: the task hub's messages.
var queueContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var roles = concat([blobOwner, tableContributor], holdsTaskHub ? [queueContributor] : [])

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: empty(endpointSubnetId) ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: empty(endpointSubnetId) ? 'Allow' : 'Deny'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource deployments 'containers' = {
      name: deploymentContainerName
    }

    resource exports 'containers' = {
      name: blobContainerName
    }
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

module endpoints 'endpoint.bicep' = [
  for kind in kinds: if (!empty(endpointSubnetId)) {
    name: 'endpoint-${kind}'
    params: {
      name: '${name}-${kind}'
      location: location
      tags: tags
      targetId: account.id
      groupId: kind
      subnetId: endpointSubnetId
      zoneId: zoneIds[?kind] ?? ''
    }
  }
]

output name string = account.name
output deploymentContainer string = '${account.properties.primaryEndpoints.blob}${deploymentContainerName}'
output blobContainerName string = blobContainerName
