using System;
using System.Text;
using IosBackup.Shell.Hosting;

namespace IosBackup.Shell;

/// <summary>
/// A small PowerShell with the module loaded, for machines that have the .NET SDK but no PowerShell.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (!ShellArguments.TryParse(arguments, out ShellArguments parsed, out string? problem))
        {
            Console.Error.WriteLine(problem);
            Console.Error.WriteLine(ShellArguments.Usage);
            return ExitCode.BadCommandLine;
        }

        if (parsed.ShowHelp)
        {
            Console.WriteLine(ShellArguments.Usage);
            return ExitCode.Success;
        }

        using ShellHost host = new(Console.Out, Console.Error, parsed.NonInteractive);
        using ShellRunner runner = new(host);
        if (!runner.ImportModule(ModuleLocation.FindManifest()))
        {
            return ExitCode.NotStarted;
        }

        using StopSignals signals = new(runner.Stop);
        int code = parsed switch
        {
            { File: { } file } => runner.RunFile(file, parsed.Rest),
            { Command: { } command } => runner.RunCommand(command),
            _ => ExitCode.Success,
        };
        return parsed.StartsPrompt && host.ExitCode is null ? new PromptLoop(host, runner).Run() : code;
    }
}
