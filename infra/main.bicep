// Everything the program needs in one resource group. No keys: identities and roles, except for the cache's access key, which Key Vault holds.
targetScope = 'resourceGroup'

@description('Short name that all resource names begin with: lower-case letters and digits, a letter first.')
@minLength(3)
@maxLength(11)
param name string

@description('Name of the environment, as a tag.')
param environmentName string

@description('Region of all resources.')
param location string = resourceGroup().location

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances at most.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Requests of HTTP functions that one instance takes at once.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 64

@description('Name of the task hub: letters and digits, a letter first. One per program that shares the storage account.')
@minLength(3)
@maxLength(45)
param taskHubName string = 'FunctionsJobs'

@description('What keeps the orchestrations: queues, tables and blobs of the storage account, or a Durable Task Scheduler.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string = 'AzureStorage'

@description('Addresses from which the scheduler may be reached, in CIDR form. Used with DurableTaskScheduler, where the network is not private.')
param schedulerIpAllowlist string[] = []

@description('Issuer of the tokens that callers send, as in their claim iss.')
param tokenIssuer string

@description('Audience of these tokens, as in their claim aud: for Microsoft Entra ID, the client id of the API.')
param tokenAudience string

@description('OpenID metadata of the issuer, which names its keys.')
param tokenMetadataUrl string

@description('SHA-256 of the API key that the smoke test calls with, in hexadecimal; empty where it calls with a token. The key itself is the pipeline\'s.')
param smokeKeySha256 string = ''

@description('Origins that pages may call the API from.')
param corsOrigins string[] = []

@description('Administrators of the database: a group, user or service principal of Microsoft Entra ID. Whoever lets the program in (database.sql) belongs to it.')
param databaseAdministrator databaseAdministratorType

@description('Compute of the database.')
param databaseSku { name: string, tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized' } = {
  name: 'Standard_B2s'
  tier: 'Burstable'
}

@description('Storage of the database in GiB; it grows by itself.')
@allowed([32, 64, 128, 256, 512, 1024, 2048, 4096])
param databaseStorageGB int = 32

@description('Whether the database has a standby in another zone. Needs a tier above Burstable.')
param databaseHighAvailability bool = false

@description('Days that backups of the database are kept.')
@minValue(7)
@maxValue(35)
param databaseBackupDays int = 14

@description('Whether there is a Redis cache. Without one each instance keeps a cache of its own.')
param cacheEnabled bool = true

@description('Size of the cache.')
@allowed(['Balanced_B0', 'Balanced_B1', 'Balanced_B3', 'Balanced_B5', 'Balanced_B10'])
param cacheSku string = 'Balanced_B0'

@description('Whether everything but the program itself is reached through a virtual network only.')
param privateNetwork bool = false

@description('Redundancy of the storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_ZRS'

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Who is mailed when an alert fires; empty for nobody.')
param alertEmails string[] = []

@description('SMTP server of outgoing mail; empty for none: mails are then files on the instance, which nobody gets.')
param mailHost string = ''

@description('Its port.')
param mailPort int = 587

@description('User at the SMTP server, whose password is the secret mail-password of the vault; empty for none.')
param mailUserName string = ''

@description('Sender of mails.')
param mailFrom string = ''

type databaseAdministratorType = {
  @description('Object id in Microsoft Entra ID.')
  objectId: string
  @description('Name of the group or of the service principal, or the user principal name.')
  name: string
  kind: 'Group' | 'User' | 'ServicePrincipal'
}

var suffix = uniqueString(resourceGroup().id, name)
var tags = { application: 'functionsjobs', environment: environmentName }
var usesScheduler = durableBackend == 'DurableTaskScheduler'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-id'
  location: location
  tags: tags
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    name: name
    location: location
    tags: tags
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  params: {
    name: name
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalId: identity.properties.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('${name}${suffix}', 24)
    location: location
    tags: tags
    redundancy: storageRedundancy
    principalId: identity.properties.principalId
    holdsTaskHub: !usesScheduler
    endpointSubnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    zoneIds: privateNetwork ? network!.outputs.zoneIds : {}
  }
}

module scheduler 'modules/scheduler.bicep' = if (usesScheduler) {
  name: 'scheduler'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    taskHubName: taskHubName
    ipAllowlist: schedulerIpAllowlist
    principalId: identity.properties.principalId
    endpointSubnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    zoneIds: privateNetwork ? network!.outputs.zoneIds : {}
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    administrator: databaseAdministrator
    sku: databaseSku
    storageGB: databaseStorageGB
    highAvailability: databaseHighAvailability
    backupDays: databaseBackupDays
    workspaceId: telemetry.outputs.workspaceId
    endpointSubnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    zoneIds: privateNetwork ? network!.outputs.zoneIds : {}
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take('${name}-${suffix}', 24)
    location: location
    tags: tags
    principalId: identity.properties.principalId
    workspaceId: telemetry.outputs.workspaceId
    endpointSubnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    zoneIds: privateNetwork ? network!.outputs.zoneIds : {}
  }
}

module cache 'modules/cache.bicep' = if (cacheEnabled) {
  name: 'cache'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    skuName: cacheSku
    vaultName: vault.outputs.name
    endpointSubnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    zoneIds: privateNetwork ? network!.outputs.zoneIds : {}
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    identityName: identity.name
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    blobContainerName: storage.outputs.blobContainerName
    telemetryConnectionString: telemetry.outputs.connectionString
    databaseHost: database.outputs.host
    databaseName: database.outputs.databaseName
    vaultName: vault.outputs.name
    cacheSecretUri: cacheEnabled ? cache!.outputs.secretUri : ''
    schedulerEndpoint: usesScheduler ? scheduler!.outputs.endpoint : ''
    taskHubName: taskHubName
    tokenIssuer: tokenIssuer
    tokenAudience: tokenAudience
    tokenMetadataUrl: tokenMetadataUrl
    smokeKeySha256: smokeKeySha256
    corsOrigins: corsOrigins
    mailHost: mailHost
    mailPort: mailPort
    mailUserName: mailUserName
    mailFrom: mailFrom
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    emails: alertEmails
    workspaceId: telemetry.outputs.workspaceId
    insightsId: telemetry.outputs.insightsId
    baseUrl: app.outputs.baseUrl
  }
}

@description('The function app, for a deployment.')
output appName string = app.outputs.name

@description('Where the API is, for the smoke test.')
output baseUrl string = app.outputs.baseUrl

@description('The account of the task hub, the blobs and the packages.')
output storageAccountName string = storage.outputs.name

@description('The database server, for the step that lets the program in.')
output databaseHost string = database.outputs.host

@description('The database.')
output databaseName string = database.outputs.databaseName

@description('The vault, for secrets that are set by hand.')
output vaultName string = vault.outputs.name

@description('The identity, which is also the name of its role in the database.')
output identityName string = identity.name
