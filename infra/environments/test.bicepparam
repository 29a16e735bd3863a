// The test environment: small, and open to Azure's own network.
using '../main.bicep'

param name = readEnvironmentVariable('INFRA_NAME', 'fjtest')
param environmentName = 'test'
param tokenIssuer = readEnvironmentVariable('TOKEN_ISSUER')
param tokenAudience = readEnvironmentVariable('TOKEN_AUDIENCE')
param tokenMetadataUrl = '${readEnvironmentVariable('TOKEN_ISSUER')}/.well-known/openid-configuration'
param smokeKeySha256 = readEnvironmentVariable('SMOKE_KEY_SHA256', '')
param databaseAdministrator = {
  objectId: readEnvironmentVariable('DATABASE_ADMIN_ID')
  name: readEnvironmentVariable('DATABASE_ADMIN_NAME')
  kind: 'Group'
}
param maximumInstanceCount = 5
param storageRedundancy = 'Standard_LRS'
param cacheEnabled = false
