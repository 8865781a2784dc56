using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>Completes the UDIDs of devices that have backups in the repository.</summary>
public sealed class BackupUdidCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string beginning = wordToComplete.Trim('\'', '"');
        try
        {
            string root = fakeBoundParameters["Path"] as string ?? RepositoryPath.Default;
            return [.. BackupDescriptions.List(root, CancellationToken.None)
                .Where(backup => backup.Udid.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                .GroupBy(static backup => backup.Udid)
                .Select(static device => device.First())
                .Select(static backup => new CompletionResult(
                    backup.Udid, backup.Udid, CompletionResultType.ParameterValue, Describe(backup)))];
        }
        catch (EngineException)
        {
            return [];
        }
    }

    private static string Describe(IosBackup backup) => backup.DeviceName is null
        ? backup.Udid
        : $"{Output._Format.Name(backup.DeviceName)}, iOS {backup.ProductVersion}, {Output._Format.Age(backup.Date)}";
}
