using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Results of New-IosBackup, and what jobs and Import-Clixml leave of them, where a backup is wanted.
/// </summary>
internal static class RunResults
{
    private const string CopyType = "Deserialized.IosBackup.IosBackupResult";

    /// <summary>The folder of the backup that a run made; null of what is no result.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The run made none.</exception>
    public static string? BackupOf(object? input)
    {
        if (input is null)
        {
            return null;
        }

        PSObject result = PSObject.AsPSObject(input);
        if (result.BaseObject is not IosBackupResult && !result.TypeNames.Contains(CopyType))
        {
            return null;
        }

        if (Text(result, nameof(IosBackupResult.Backup)) is { Length: > 0 } made)
        {
            return made;
        }

        string? udid = Text(result, nameof(IosBackupResult.Udid));
        string? reason = Text(result, nameof(IosBackupResult.ErrorId)) ?? Text(result, nameof(IosBackupResult.Status));
        throw new ArgumentTransformationMetadataException($"The run for {udid} made no backup ({reason}).");
    }

    private static string? Text(PSObject result, string property) => result.Properties[property]?.Value?.ToString();
}
