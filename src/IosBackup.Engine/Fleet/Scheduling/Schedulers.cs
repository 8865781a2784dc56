using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Principal;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>Chooses the scheduler of the operating system.</summary>
public static class Schedulers
{
    /// <summary>The scheduler of this system, for the present user.</summary>
    public static IScheduler ForThisUser()
    {
        ProcessRunner tools = new();
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return new WindowsTaskScheduler(
                tools,
                Path.Combine(Environment.SystemDirectory, "schtasks.exe"),
                UserId(),
                home,
                static () => DateTime.Now);
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return new LaunchdScheduler(tools, home, static () => DateTime.Now);
        }

        return new SystemdScheduler(
            tools,
            Base("XDG_CONFIG_HOME", Path.Combine(home, ".config")),
            Base("XDG_DATA_HOME", Path.Combine(home, ".local", "share")),
            Environment.UserName);
    }

    /// <summary>A base folder: XDG Base Directory Specification. Paths that are not full are to be ignored.</summary>
    private static string Base(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path && Path.IsPathRooted(path)
            ? path
            : otherwise;

    [SuppressMessage("Interoperability", "CA1416", Justification = "Called on Windows only.")]
    private static string UserId()
    {
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        return user.User?.Value ?? user.Name;
    }
}
