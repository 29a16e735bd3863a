// The function app on Flex Consumption, with its storage, identity, roles and telemetry. No keys: everything goes through the identity.
targetScope = 'resourceGroup'

@description('Short name that all resource names begin with: lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Region of all resources.')
param location string = resourceGroup().location

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances at most.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Name of the task hub: letters and digits, a letter first. One per deployment that shares the storage account.')
@minLength(3)
@maxLength(45)
param taskHubName string = 'FunctionsJobs'

@description('Issuer of the tokens that callers send, as in their claim iss.')
param tokenIssuer string

@description('Audience of these tokens, as in their claim aud: for Microsoft Entra ID, the client id of the API.')
param tokenAudience string

@description('OpenID metadata of the issuer, which names its keys.')
param tokenMetadataUrl string

@description('Days that logs are kept.')
param logRetentionDays int = 30

var suffix = uniqueString(resourceGroup().id, name)
var tags = { application: 'functionsjobs' }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-id'
  location: location
  tags: tags
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('${name}${suffix}', 24)
    location: location
    tags: tags
    principalId: identity.properties.principalId
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

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    telemetryConnectionString: telemetry.outputs.connectionString
    taskHubName: taskHubName
    tokenIssuer: tokenIssuer
    tokenAudience: tokenAudience
    tokenMetadataUrl: tokenMetadataUrl
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
  }
}

output appName string = app.outputs.name
output baseUrl string = app.outputs.baseUrl
output storageAccountName string = storage.outputs.name
