using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using IosBackup.Shell;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>A PowerShell session with the cmdlets a test brings along.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace _runspace;

    private ShellSession(Runspace runspace) => _runspace = runspace;

    /// <summary>Opens a session in which the cmdlets of the given classes exist.</summary>
    public static ShellSession With(params Type[] cmdlets) => Open(InitialSessionState.CreateDefault2(), cmdlets);

    /// <summary>Opens a session with the shell's stand-ins for PowerShell's other commands.</summary>
    public static ShellSession WithStandIns() => Open(SessionSetup.Create());

    /// <summary>Opens a session that has imported the staged module.</summary>
    public static ShellSession WithModule() => Import(With());

    /// <summary>Opens a session with the stand-ins that has imported the staged module.</summary>
    public static ShellSession WithModuleAndStandIns() => Import(WithStandIns());

    /// <summary>Runs a script to its end.</summary>
    public ShellResult Run(string script, params object[] arguments)
    {
        using PowerShell shell = Create(script, arguments);
        return ShellResult.Of(shell, shell.Invoke());
    }

    /// <summary>A pipeline that the test starts and stops itself.</summary>
    public PowerShell Create(string script, params object[] arguments)
    {
        PowerShell shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        foreach (object argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }

    /// <summary>What the tab key offers at the end of a line.</summary>
    public CommandCompletion Complete(string line)
    {
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return CommandCompletion.CompleteInput(line, line.Length, null, shell);
    }

    public void Dispose() => _runspace.Dispose();

    private static ShellSession Open(InitialSessionState state, params Type[] cmdlets)
    {
        foreach (Type type in cmdlets)
        {
            CmdletAttribute name = type.GetCustomAttribute<CmdletAttribute>()!;
            state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", type, null));
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return new ShellSession(runspace);
    }

    private static ShellSession Import(ShellSession session)
    {
        session.Run("Import-Module $args[0] -ErrorAction Stop", StagedModule.Manifest);
        return session;
    }
}
