// Production: zone-redundant, reached through a virtual network only, somebody is mailed.
using '../main.bicep'

param name = readEnvironmentVariable('INFRA_NAME', 'fjprod')
param environmentName = 'production'
param tokenIssuer = readEnvironmentVariable('TOKEN_ISSUER')
param tokenAudience = readEnvironmentVariable('TOKEN_AUDIENCE')
param tokenMetadataUrl = '${readEnvironmentVariable('TOKEN_ISSUER')}/.well-known/openid-configuration'
param smokeKeySha256 = readEnvironmentVariable('SMOKE_KEY_SHA256', '')
param databaseAdministrator = {
  objectId: readEnvironmentVariable('DATABASE_ADMIN_ID')
  name: readEnvironmentVariable('DATABASE_ADMIN_NAME')
  kind: 'Group'
}
param maximumInstanceCount = 40
param databaseSku = {
  name: 'Standard_D2ds_v5'
  tier: 'GeneralPurpose'
}
param databaseStorageGB = 128
param databaseHighAvailability = true
param databaseBackupDays = 35
param cacheSku = 'Balanced_B1'
param privateNetwork = true
param storageRedundancy = 'Standard_ZRS'
param logRetentionDays = 90
param alertEmails = split(readEnvironmentVariable('ALERT_EMAILS'), ',')
