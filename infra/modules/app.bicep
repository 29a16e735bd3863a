// The Flex Consumption plan and the function app.
param name string
param location string
param tags object
param identityId string
param identityClientId string
param identityName string
param storageName string
param deploymentContainer string
param blobContainerName string
param telemetryConnectionString string
param databaseHost string
param databaseName string
param vaultName string

@description('Where Key Vault holds the connection string of the cache; empty without a cache.')
param cacheSecretUri string

@description('Endpoint of the Durable Task Scheduler; empty where the storage account holds the task hub.')
param schedulerEndpoint string
param taskHubName string
param tokenIssuer string
param tokenAudience string
param tokenMetadataUrl string
@description('SHA-256 of the smoke test\'s API key, in hexadecimal; empty for none.')
param smokeKeySha256 string
param corsOrigins string[]
param mailHost string
param mailPort int
param mailUserName string
param mailFrom string
param instanceMemoryMB int
param maximumInstanceCount int
param httpConcurrency int

@description('Subnet the program goes out through; empty where the network is public.')
param subnetId string

var hostJson = loadJsonContent('../../host.json')
var blobUri = 'https://${storageName}.blob.${environment().suffixes.storage}'
var database = 'Host=${databaseHost};Database=${databaseName};Username=${identityName};SSL Mode=VerifyFull'

// The scale controller wakes a sleeping program by these, and it reads app settings only.
var timers = map(items(hostJson.extensions.functionsJobs.timers), timer => { name: 'Timer_${timer.key}', value: timer.value })

// host.json has what every environment shares; which task hub it is, is said here.
var durableTask = 'AzureFunctionsJobHost__extensions__durableTask__'
var schedulerSettings = empty(schedulerEndpoint) ? [] : [
  { name: '${durableTask}storageProvider__type', value: 'azureManaged' }
  { name: '${durableTask}storageProvider__connectionStringName', value: 'DURABLE_TASK_SCHEDULER' }
  { name: 'DURABLE_TASK_SCHEDULER', value: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}' }
]

var cacheSettings = empty(cacheSecretUri) ? [] : [
  { name: 'Cache__ConnectionString', value: '@Microsoft.KeyVault(SecretUri=${cacheSecretUri})' }
]

var mailSettings = empty(mailHost) ? [] : [
  { name: 'Mail__Host', value: mailHost }
  { name: 'Mail__Port', value: string(mailPort) }
  { name: 'Mail__From', value: mailFrom }
]

var mailSecrets = empty(mailUserName) ? [] : [
  { name: 'Mail__UserName', value: mailUserName }
  { name: 'Mail__Password', value: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=mail-password)' }
]

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        triggers: {
          http: { perInstanceConcurrency: httpConcurrency }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      cors: empty(corsOrigins) ? null : { allowedOrigins: corsOrigins }
      appSettings: concat(
        [
          { name: 'AzureWebJobsDisableHomepage', value: 'true' }
          { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
          { name: 'AzureWebJobsStorage__clientId', value: identityClientId }
          { name: 'AzureWebJobsStorage__blobServiceUri', value: blobUri }
          { name: 'AzureWebJobsStorage__queueServiceUri', value: 'https://${storageName}.queue.${environment().suffixes.storage}' }
          { name: 'AzureWebJobsStorage__tableServiceUri', value: 'https://${storageName}.table.${environment().suffixes.storage}' }
          { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: telemetryConnectionString }
          { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${identityClientId};Authorization=AAD' }
          { name: '${durableTask}hubName', value: taskHubName }
          { name: 'Security__Issuer', value: tokenIssuer }
          { name: 'Security__Audience', value: tokenAudience }
          { name: 'Security__MetadataUrl', value: tokenMetadataUrl }
          { name: 'JobStore__ConnectionString', value: database }
          { name: 'JobStore__Postgres__Authentication', value: 'entra' }
          { name: 'JobStore__Postgres__ManagedIdentityClientId', value: identityClientId }
          { name: 'Analytics__ConnectionString', value: database }
          { name: 'Analytics__Postgres__Authentication', value: 'entra' }
          { name: 'Analytics__Postgres__ManagedIdentityClientId', value: identityClientId }
          { name: 'Blobs__AccountUri', value: blobUri }
          { name: 'Blobs__Container', value: blobContainerName }
          { name: 'Blobs__ManagedIdentityClientId', value: identityClientId }
        ],
        timers,
        schedulerSettings,
        empty(smokeKeySha256) ? [] : [
          { name: 'Security__ApiKeys__smoke__Sha256', value: smokeKeySha256 }
          { name: 'Security__ApiKeys__smoke__Role', value: 'operator' }
        ],
        cacheSettings,
        mailSettings,
        mailSecrets
      )
    }
  }

  // Deployments and logs take identities only.
  resource basicDeployment 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource basicFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

output name string = app.name
output baseUrl string = 'https://${app.properties.defaultHostName}'
