using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace IosBackup.Policies;

/// <summary>
/// Runs cmdlets of this module inside another one, in its runspace, so that one command is made of the steps that users
/// have as well. Errors, warnings and verbose lines go on to the outer cmdlet as they come; objects are handed back.
/// Pipeline thread only.
/// </summary>
/// <param name="outer">The cmdlet in whose name they run.</param>
/// <param name="isPlan">Whether they only say what they would do.</param>
/// <param name="stop">Cancelled when the pipeline is stopped.</param>
internal sealed class NestedCommands(PSCmdlet outer, bool isPlan, CancellationToken stop)
{
    // Everything comes out as one stream, in order, an error that ends the command too. Preferences stay as they are:
    // the outer cmdlet, which writes while this runs, would see them changed.
    private const string Script =
        "param($command, $parameters) try { & $command @parameters 2>&1 3>&1 4>&1 } catch { $_ }";

    // What the caller set for the whole holds for its parts. Errors and warnings are decided on out here.
    private static readonly string[] s_passedOn = ["Verbose", "Debug", "ProgressAction"];

    /// <summary>Runs a cmdlet to its end. An error that ends it is handed back as its others are.</summary>
    /// <typeparam name="T">The cmdlet.</typeparam>
    /// <param name="parameters">Its parameters; those that are null are left out.</param>
    /// <param name="isQuiet">Whether its errors are shown to nobody, because it will be tried again.</param>
    /// <exception cref="PipelineStoppedException">The pipeline is stopped.</exception>
    public NestedResult Run<T>(IReadOnlyDictionary<string, object?> parameters, bool isQuiet = false)
        where T : PSCmdlet
    {
        ThrowIfStopped();
        NestedResult result = new();
        using PowerShell shell = Create(typeof(T), parameters, isQuiet);
        using PSDataCollection<PSObject> output = [];
        Exception? refused = null;
        output.DataAdded += (_, added) =>
        {
            if (refused is not null)
            {
                ExceptionDispatchInfo.Capture(refused).Throw();
            }

            try
            {
                Take(output[added.Index], result, isQuiet);
            }
            catch (Exception error)
            {
                refused = error;
                throw;
            }
        };
        using CancellationTokenRegistration stopping = stop.Register(() => shell.BeginStop(null, null));
        try
        {
            shell.Invoke<PSObject>(null, output, null);
        }
        catch (RuntimeException error) when (refused is null && error is not PipelineStoppedException)
        {
            Fail(error.ErrorRecord, result, isQuiet);
        }
        catch (Exception) when (refused is not null)
        {
            // It is thrown below; a nested pipeline does not always hand on what ended it.
        }

        if (refused is not null)
        {
            // The outer pipeline takes no more (-ErrorAction Stop, for one).
            ExceptionDispatchInfo.Capture(refused).Throw();
        }

        ThrowIfStopped();
        if (isQuiet)
        {
            Forget(result);
        }

        return result;
    }

    /// <summary>Waits on the pipeline thread.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline is stopped.</exception>
    public void Pause(TimeSpan time)
    {
        stop.WaitHandle.WaitOne(time);
        ThrowIfStopped();
    }

    private PowerShell Create(Type cmdlet, IReadOnlyDictionary<string, object?> parameters, bool isQuiet)
    {
        // By its class, whatever the session has made of its name.
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        Hashtable all = new()
        {
            ["ErrorAction"] = isQuiet ? ActionPreference.Ignore : ActionPreference.Continue,
            ["WarningAction"] = ActionPreference.Continue,
        };
        if (attribute.SupportsShouldProcess)
        {
            // The policy is the consent; it was asked for before anything began.
            all["WhatIf"] = isPlan;
            all["Confirm"] = false;
        }

        foreach (KeyValuePair<string, object?> parameter in parameters)
        {
            if (parameter.Value is not null)
            {
                all[parameter.Key] = parameter.Value;
            }
        }

        foreach (string name in s_passedOn)
        {
            if (outer.MyInvocation.BoundParameters.TryGetValue(name, out object? value))
            {
                all[name] = value;
            }
        }

        return PowerShell.Create(RunspaceMode.CurrentRunspace)
            .AddScript(Script, useLocalScope: true)
            .AddArgument(new CmdletInfo($"{attribute.VerbName}-{attribute.NounName}", cmdlet))
            .AddArgument(all);
    }

    private void Take(PSObject written, NestedResult result, bool isQuiet)
    {
        switch (written.BaseObject)
        {
            case ErrorRecord error:
                Fail(error, result, isQuiet);
                break;
            case WarningRecord warning:
                result.Warnings.Add(warning.Message);
                outer.WriteWarning(warning.Message);
                break;
            case VerboseRecord line:
                outer.WriteVerbose(line.Message);
                break;
            default:
                result.Output.Add(written.BaseObject);
                break;
        }
    }

    private void Fail(ErrorRecord error, NestedResult result, bool isQuiet)
    {
        result.Errors.Add(error);
        if (!isQuiet)
        {
            outer.WriteError(error);
        }
    }

    /// <summary>
    /// Takes errors out of $Error. PowerShell remembers what was caught as well, and an hour of tries would leave
    /// nothing else there.
    /// </summary>
    private void Forget(NestedResult result)
    {
        if (outer.SessionState.PSVariable.GetValue("Error") is not ArrayList remembered)
        {
            return;
        }

        HashSet<Exception> forgotten = [.. result.Errors.Select(static error => error.Exception)];
        for (int index = remembered.Count - 1; index >= 0; index--)
        {
            ErrorRecord? record = remembered[index] as ErrorRecord
                ?? (remembered[index] as IContainsErrorRecord)?.ErrorRecord;
            if (record is not null && forgotten.Contains(record.Exception))
            {
                remembered.RemoveAt(index);
            }
        }
    }

    private void ThrowIfStopped()
    {
        if (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
