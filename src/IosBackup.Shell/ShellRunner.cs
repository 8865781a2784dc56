using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using IosBackup.Shell.Hosting;

namespace IosBackup.Shell;

/// <summary>Runs scripts and commands in one runspace, with their output and errors on the console.</summary>
internal sealed class ShellRunner : IDisposable
{
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly Lock _lock = new();
    private PowerShell? _current;

    public ShellRunner(ShellHost host)
    {
        _host = host;
        _runspace = RunspaceFactory.CreateRunspace(host, SessionSetup.Create());
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        if (!host.UI.SupportsVirtualTerminal)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }
    }

    /// <summary>Imports the module; says so on the console when that fails.</summary>
    public bool ImportModule(string manifest)
    {
        using PowerShell shell = Create();
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", "Stop");
        return Run(shell) == RunOutcome.Completed;
    }

    /// <summary>Runs a script file; returns its exit code.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            _host.UI.WriteErrorLine($"The script '{path}' does not exist.");
            return ExitCode.BadCommandLine;
        }

        RunOutcome outcome = RunText(ScriptInvocation.Text(full, arguments));
        return outcome == RunOutcome.Completed ? _host.ExitCode ?? ExitCodeOfScript() : Code(outcome);
    }

    /// <summary>Runs a command line; returns 0 when its last command succeeded.</summary>
    public int RunCommand(string command)
    {
        RunOutcome outcome = RunText(command);
        if (outcome != RunOutcome.Completed)
        {
            return Code(outcome);
        }

        return _host.ExitCode ?? (Query<bool>("$?") ? ExitCode.Success : ExitCode.Failure);
    }

    /// <summary>Runs a command line.</summary>
    public RunOutcome RunText(string text)
    {
        using PowerShell shell = Create();
        shell.AddScript(text);
        return Run(shell);
    }

    /// <summary>The value of an expression, without any output.</summary>
    public T? Query<T>(string expression)
    {
        using PowerShell shell = Create();
        shell.AddScript(expression);
        return shell.Invoke<T>().FirstOrDefault();
    }

    /// <summary>Stops what runs now. May be called on any thread.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _current?.BeginStop(null, null);
        }
    }

    public void Dispose() => _runspace.Dispose();

    private static int Code(RunOutcome outcome) =>
        outcome == RunOutcome.Stopped ? ExitCode.Stopped : ExitCode.Failure;

    private int ExitCodeOfScript()
    {
        if (Query<bool>("$?"))
        {
            return ExitCode.Success;
        }

        // A script that ends with "exit n" leaves n here; one that could not even start leaves nothing.
        int code = Query<int?>("$global:LASTEXITCODE") ?? ExitCode.Success;
        return code == ExitCode.Success ? ExitCode.Failure : code;
    }

    private PowerShell Create()
    {
        PowerShell shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return shell;
    }

    private RunOutcome Run(PowerShell shell)
    {
        foreach (Command command in shell.Commands.Commands)
        {
            command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        }

        shell.AddCommand("Out-Default");
        SetCurrent(shell);
        try
        {
            // What goes into the history also leaves its success in $?, which the exit code is made of.
            shell.Invoke(null, new PSInvocationSettings { Host = _host, AddToHistory = true });
            return shell.InvocationStateInfo.State == PSInvocationState.Stopped
                ? RunOutcome.Stopped
                : RunOutcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (RuntimeException error)
        {
            Report(error.ErrorRecord);
            return RunOutcome.Failed;
        }
        finally
        {
            SetCurrent(null);
            _host.Progress.Clear();
        }
    }

    private void Report(ErrorRecord record)
    {
        using PowerShell shell = Create();
        shell.AddCommand("Out-Default");
        shell.Invoke(new[] { EngineInternals.AsError(record) }, new PSInvocationSettings { Host = _host });
    }

    private void SetCurrent(PowerShell? shell)
    {
        lock (_lock)
        {
            _current = shell;
        }
    }
}
