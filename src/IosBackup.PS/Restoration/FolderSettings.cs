using IosBackup.Engine.Restoration;

namespace IosBackup.Restoration;

/// <summary>What Restore-IosBackup was told about the folder.</summary>
/// <param name="Destination">The folder's full path.</param>
/// <param name="Options">How to extract.</param>
/// <param name="Consent">What may be done there.</param>
internal sealed record FolderSettings(string Destination, ExtractionOptions Options, RestoreConsent Consent);
