using System;
using System.Globalization;
using System.IO;
using System.Management.Automation.Host;

namespace IosBackup.Shell.Hosting;

/// <summary>The console, as PowerShell sees it.</summary>
internal sealed class ShellHost : PSHost, IDisposable
{
    private readonly ShellInterface _interface;

    public ShellHost(TextWriter output, TextWriter errors, bool nonInteractive)
    {
        Progress = new ProgressDisplay(errors, !Console.IsErrorRedirected);
        _interface = new ShellInterface(Progress, output, errors, nonInteractive);
    }

    public override string Name => "IosBackup.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => _interface;

    /// <summary>What is shown of progress.</summary>
    public ProgressDisplay Progress { get; }

    /// <summary>The code that a script gave to <c>exit</c>.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This shell has no nested prompts.");

    public override void ExitNestedPrompt() =>
        throw new NotSupportedException("This shell has no nested prompts.");

    public override void NotifyBeginApplication() => Progress.Clear();

    public override void NotifyEndApplication()
    {
    }

    public void Dispose() => Progress.Clear();
}
