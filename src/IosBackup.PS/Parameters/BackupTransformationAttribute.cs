using System;
using System.IO;
using System.Management.Automation;
using IosBackup.Backups;

namespace IosBackup.Parameters;

/// <summary>
/// Takes for a backup whatever names its folder: a path, a folder of Get-Item, a result of New-IosBackup, an
/// object of Get-IosBackup that came from a job.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BackupTransformationAttribute : ElementTransformationAttribute
{
    private protected override string Noun => "backup";

    private protected override object? TransformOne(EngineIntrinsics engine, object? input)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            IosBackup backup => backup,
            string path => AtPath(engine, path),
            DirectoryInfo folder => AtPath(folder.FullName, null),
            _ when RunResults.BackupOf(input) is string made => AtPath(made, null),
            _ when input is PSObject copy && copy.Properties["Path"]?.Value is string path =>
                AtPath(path, copy.Properties["RunId"]?.Value as string),
            _ => input,
        };
    }

    private static IosBackup AtPath(EngineIntrinsics engine, string path) => AtPath(
        engine.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path), null);

    private static IosBackup AtPath(string path, string? runId)
    {
        IosBackup found = BackupDescriptions.DescribeAny(path);
        return runId is null ? found : found with { RunId = runId };
    }
}
