using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

namespace IosBackup.Shell;

/// <summary>
/// The session's commands: those in PowerShell's engine, and small stand-ins for some that are in PowerShell's other
/// assemblies, which no package offers.
/// </summary>
internal static class SessionSetup
{
    public static InitialSessionState Create()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        AddStandIns(state);
        return state;
    }

    /// <summary>Adds the stand-ins to a session.</summary>
    public static void AddStandIns(InitialSessionState state)
    {
        foreach (Type type in typeof(SessionSetup).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } name)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", type, null));
            }
        }
    }
}
