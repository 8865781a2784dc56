using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Backups;

namespace IosBackup.Parameters;

/// <summary>
/// Takes for a backup whatever names its folder: a path, a folder of Get-Item, a result of New-IosBackup, an
/// object of Get-IosBackup that came from a job.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BackupTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IList list
            ? list.Cast<object?>().Select(item => ToBackup(engineIntrinsics, item)).ToArray()
            : ToBackup(engineIntrinsics, inputData);
    }

    private static object? ToBackup(EngineIntrinsics engine, object? input)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            IosBackup backup => backup,
            IosBackupResult { Backup: string made } => AtPath(made, null),
            string path => AtPath(engine, path),
            DirectoryInfo folder => AtPath(folder.FullName, null),
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
