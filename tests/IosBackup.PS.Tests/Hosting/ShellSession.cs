using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>A PowerShell session with the cmdlets a test brings along.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace _runspace;

    private ShellSession(Runspace runspace) => _runspace = runspace;

    /// <summary>Opens a session in which the cmdlets of the given classes exist.</summary>
    public static ShellSession With(params Type[] cmdlets)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        foreach (Type type in cmdlets)
        {
            CmdletAttribute name = type.GetCustomAttribute<CmdletAttribute>()!;
            state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", type, null));
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return new ShellSession(runspace);
    }

    /// <summary>Opens a session that has imported the staged module.</summary>
    public static ShellSession WithModule()
    {
        ShellSession session = With();
        session.Run("Import-Module $args[0] -ErrorAction Stop", StagedModule.Manifest);
        return session;
    }

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

    public void Dispose() => _runspace.Dispose();
}
