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

/// <summary>The base of what completes a part of backups: of the one that -Backup or -Path names.</summary>
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
            using BackupOpener opener = new(null);
            return [.. FindPlaces(fakeBoundParameters)
                .SelectMany(place => Find(opener, place))
                .Where(name => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.Ordinal)
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

    /// <summary>The backups that are looked into.</summary>
    private protected virtual IEnumerable<BackupPlace> FindPlaces(IDictionary parameters)
    {
        object? given = parameters["Backup"] ?? parameters["Path"];
        given = given is PSObject wrapped ? wrapped.BaseObject : given;
        given = given is object[] { Length: > 0 } several ? several[0] : given;
        return given switch
        {
            IosBackup backup => [BackupPlace.Of(backup)],
            string path when Directory.Exists(path) => [new BackupPlace(path, null)],
            _ => [],
        };
    }

    private IReadOnlyList<string> Find(BackupOpener opener, BackupPlace place)
    {
        using Backup backup = opener.Open(place);
        return [.. Find(backup)];
    }

    private static string Quote(string name) => name.All(IsPlain)
        ? name
        : "'" + WildcardPattern.Escape(name).Replace("'", "''") + "'";

    private static bool IsPlain(char character) => char.IsLetterOrDigit(character) || character is '.' or '-' or '_';
}
