using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;

namespace IosBackup.Scheduling;

/// <summary>Completes the names of the schedules of this user.</summary>
public sealed class ScheduleNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        return
        [
            .. Find().Select(static schedule => schedule.Definition)
                .Where(schedule => schedule.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(static schedule => new CompletionResult(
                    schedule.Name.Any(char.IsWhiteSpace) ? $"'{schedule.Name}'" : schedule.Name,
                    schedule.Name,
                    CompletionResultType.ParameterValue,
                    Output._Format.Name(schedule.FilePath))),
        ];
    }

    private static IReadOnlyList<RegisteredSchedule> Find()
    {
        try
        {
            using CancellationTokenSource patience = new(s_patience);
            return Task.Run(() => Schedulers.ForThisUser().ListAsync(patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // There is no one to tell; the command itself will.
            return [];
        }
    }
}
