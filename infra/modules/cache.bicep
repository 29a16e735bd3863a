// Azure Managed Redis. The client that both flavours of the program share signs in with a key, so the key goes from here straight into Key Vault.
param name string
param location string
param tags object
param skuName string

@description('The vault that takes the connection string.')
param vaultName string

@description('Subnet of private endpoints; empty where the network is public.')
param endpointSubnetId string

@description('Private DNS zones by kind.')
param zoneIds object

resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: skuName }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: 'Enabled'
    publicNetworkAccess: empty(endpointSubnetId) ? 'Enabled' : 'Disabled'
  }

  resource database 'databases' = {
    name: 'default'
    properties: {
      clientProtocol: 'Encrypted'
      port: 10000
      // One address for all shards, which every client understands.
      clusteringPolicy: 'EnterpriseCluster'
      evictionPolicy: 'AllKeysLRU'
      accessKeysAuthentication: 'Enabled'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName

  resource connection 'secrets' = {
    name: 'cache-connection'
    tags: tags
    properties: {
      contentType: 'Redis connection string'
      value: '${cluster.properties.hostName}:10000,ssl=true,abortConnect=false,password=${cluster::database.listKeys().primaryKey}'
    }
  }
}

module endpoint 'endpoint.bicep' = if (!empty(endpointSubnetId)) {
  name: 'endpoint-cache'
  params: {
    name: '${name}-cache'
    location: location
    tags: tags
    targetId: cluster.id
    groupId: 'redisEnterprise'
    subnetId: endpointSubnetId
    zoneId: zoneIds.?redisEnterprise ?? ''
  }
}

@description('Where the secret is, without its version: a new key is taken up within a day, or at a restart.')
output secretUri string = vault::connection.properties.secretUri
