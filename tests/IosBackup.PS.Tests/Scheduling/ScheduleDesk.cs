using System;
using System.IO;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Scheduling;

/// <summary>
/// A folder of settings and tools of its own for a user of systemd, and a script to schedule: <c>$job</c>. The tools
/// write down what they are asked.
/// </summary>
internal sealed class ScheduleDesk : IDisposable
{
    private const string Answers =
        """
        echo "$@" >> "$CALLS"
        case "$2 $3" in
        "show iosbackup-"*.timer)
            echo UnitFileState=enabled
            echo ActiveState=active
            echo 'NextElapseUSecRealtime=Mon 2026-11-30 02:00:00 UTC'
            echo 'LastTriggerUSec=Sun 2026-11-29 02:00:00 UTC' ;;
        "show "*)
            echo ExecMainCode=1
            echo ExecMainStatus=3
            echo 'ExecMainExitTimestamp=Sun 2026-11-29 02:00:09 UTC' ;;
        esac
        """;

    private readonly TestFolder _folder = new();

    public ScheduleDesk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The tools of this test are those of Linux.");
        Tool("systemctl", Answers);
        Tool("loginctl", "echo Linger=no");
        Directory.CreateDirectory(Configuration);
        File.WriteAllText(Job, "exit 0");
    }

    /// <summary>The script to schedule.</summary>
    public string Job => Path.Combine(_folder.Path, "my job.ps1");

    /// <summary>Where the units are.</summary>
    public string Units => Path.Combine(Configuration, "systemd", "user");

    /// <summary>What systemctl was asked.</summary>
    public string[] Calls => File.Exists(CallsPath) ? File.ReadAllLines(CallsPath) : [];

    private string Configuration => Path.Combine(_folder.Path, "config");

    private string CallsPath => Path.Combine(_folder.Path, "calls");

    /// <summary>Makes systemctl fail like one that has no session.</summary>
    public void Break() => Tool("systemctl", "echo 'Failed to connect to bus: No medium found' >&2; exit 1");

    /// <summary>Runs a script in a process of its own; its lines are the result.</summary>
    public async Task<string[]> RunAsync(string script)
    {
        ShellProcess shell = await ShellProcess.CommandAsync(
            $"$env:PATH = '{_folder.Path}/bin:' + $env:PATH; $env:XDG_CONFIG_HOME = '{Configuration}'; "
            + $"$env:XDG_DATA_HOME = '{_folder.Path}/data'; $env:CALLS = '{CallsPath}'; $job = '{Job}'; "
            + "$PSDefaultParameterValues['Register-IosBackupSchedule:PowerShellPath'] = '/bin/sh'; " + script);
        Assert.Equal("", shell.Errors);
        return shell.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public void Dispose() => _folder.Dispose();

    private void Tool(string name, string script)
    {
        string path = Path.Combine(_folder.Path, "bin", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
