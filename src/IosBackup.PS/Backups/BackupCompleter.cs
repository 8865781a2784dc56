using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>The base of what completes a part of the backup that the command names with -Backup or -Path.</summary>
public abstract class BackupCompleter : IArgumentCompleter
{
    private protected BackupCompleter()
    {
    }

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
            if (FindPlace(fakeBoundParameters) is not BackupPlace place)
            {
                return [];
            }

            using BackupOpener opener = new(null);
            using Backup backup = opener.Open(place);
            return [.. Find(backup)
                .Where(name => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                .OrderBy(static name => name, StringComparer.OrdinalIgnoreCase)
                .Select(static name =>
                    new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name))];
        }
        catch (EngineException)
        {
            // Locked or damaged: there is nothing to offer.
            return [];
        }
    }

    /// <summary>What can be named.</summary>
    private protected abstract IEnumerable<string> Find(Backup backup);

    private static BackupPlace? FindPlace(IDictionary parameters)
    {
        object? given = parameters["Backup"] ?? parameters["Path"];
        given = given is PSObject wrapped ? wrapped.BaseObject : given;
        given = given is object[] { Length: > 0 } several ? several[0] : given;
        return given switch
        {
            IosBackup backup => BackupPlace.Of(backup),
            string path when Directory.Exists(path) => new BackupPlace(path, null),
            _ => null,
        };
    }

    private static string Quote(string name) => name.All(IsPlain)
        ? name
        : "'" + WildcardPattern.Escape(name).Replace("'", "''") + "'";

    private static bool IsPlain(char character) => char.IsLetterOrDigit(character) || character is '.' or '-' or '_';
}
