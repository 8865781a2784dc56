using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class SystemdUnitTests
{
    private const string Verifier = "systemd-analyze";

    [Fact]
    public void A_service_runs_the_script_within_its_limit()
    {
        string service = Encoding.UTF8.GetString(SystemdUnits.Service(Schedules.Nightly));

        Assert.Contains(
            "\nExecStart=\"/usr/bin/pwsh\" \"-NoProfile\" \"-NonInteractive\" \"-File\" "
            + "\"/home/mara/my scripts/back up.ps1\" \"-Path\" \"/srv/my backups\"\n",
            service,
            StringComparison.Ordinal);
        Assert.Contains("\nTimeoutStartSec=21600s\n", service, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timer_names_days_and_times_and_makes_up_for_what_was_missed()
    {
        string timer = Encoding.UTF8.GetString(SystemdUnits.Timer(Schedules.With(
            at: [new TimeSpan(14, 30, 0), TimeSpan.FromHours(2)], days: [DayOfWeek.Friday, DayOfWeek.Monday])));

        Assert.Contains(
            "\nOnCalendar=Mon,Fri *-*-* 02:00:00\nOnCalendar=Mon,Fri *-*-* 14:30:00\nPersistent=true\n",
            timer,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Units_are_read_back_whatever_the_arguments() => HostileText.Several.Sample(static arguments =>
    {
        byte[] service = SystemdUnits.Service(Schedules.With(arguments: arguments));

        Assert.Equal(10, Encoding.UTF8.GetString(service).Count(static c => c == '\n'));
        Assert.Equal(arguments, SystemdUnits.Read(service)!.ArgumentList);
    });

    [Theory]
    [InlineData("/opt/it's/pwsh")]
    [InlineData("/opt/a\"b/pwsh")]
    [InlineData(@"/opt/a\b/pwsh")]
    [InlineData("pwsh")]
    public void A_program_that_systemd_does_not_take_is_refused(string shell) => Assert.Equal(
        ErrorKind.InvalidArgument,
        Assert.Throws<EngineException>(() => SystemdUnits.Service(Schedules.With(shell: shell))).Kind);

    [Fact]
    public async Task Systemd_accepts_both_units()
    {
        using TemporaryFolder folder = new();
        foreach (ScheduleDefinition definition in (ScheduleDefinition[])
        [
            Schedules.With(shell: Program(folder, "sh")),
            Schedules.With(shell: Program(folder, "100%h $HOME"), arguments: HostileText.All),
            Schedules.With(
                shell: Program(folder, "sh"),
                at: [TimeSpan.Zero, new TimeSpan(23, 59, 0)],
                days: [DayOfWeek.Saturday, DayOfWeek.Sunday]),
        ])
        {
            (int exitCode, string output) = await VerifyAsync(folder, definition, "info");

            Assert.True(exitCode == 0, output);
            Assert.DoesNotContain("iosbackup-my.nightly", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Systemd_understands_the_arguments_as_they_went_in()
    {
        using TemporaryFolder folder = new();
        (_, string output) = await VerifyAsync(
            folder, Schedules.With(shell: Program(folder, "sh"), arguments: HostileText.All), "debug");
        Match shown = Regex.Match(output, @"Command Line: (.* -NonInteractive .*)");
        Assert.SkipUnless(shown.Success, "This systemd does not print the command lines that it has understood.");

        // A dollar is doubled until the very start of the program.
        Assert.Equal(
            Schedules.With(shell: Program(folder, "sh"), arguments: HostileText.All).Command,
            Split(shown.Groups[1].Value).Select(static text => text.Replace("$$", "$", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("OnCalendar=*-*-* 02:00:00")]
    [InlineData("OnCalendar=Mon,Fri *-*-* 14:30:00")]
    public async Task Systemd_normalizes_our_times_to_themselves(string expected)
    {
        bool isDaily = expected.Contains("=*", StringComparison.Ordinal);
        byte[] timer = SystemdUnits.Timer(Schedules.With(
            at: [isDaily ? TimeSpan.FromHours(2) : new TimeSpan(14, 30, 0)],
            days: isDaily ? null : [DayOfWeek.Monday, DayOfWeek.Friday]));
        Assert.Contains(expected + "\n", Encoding.UTF8.GetString(timer), StringComparison.Ordinal);

        (int exitCode, string output) = await Judge.RunAsync(Verifier, ["calendar", expected.Split('=', 2)[1]]);

        Assert.Equal(0, exitCode);
        Assert.Contains("Normalized form: " + expected.Split('=', 2)[1], output, StringComparison.Ordinal);
    }

    private static string Program(TemporaryFolder folder, string name)
    {
        string path = folder[name];
        if (!File.Exists(path))
        {
            File.WriteAllText(path, "#!/bin/sh\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return path;
    }

    private static async Task<(int ExitCode, string Output)> VerifyAsync(
        TemporaryFolder folder, ScheduleDefinition definition, string level)
    {
        string service = folder["iosbackup-my.nightly.service"];
        string timer = folder["iosbackup-my.nightly.timer"];
        CancellationToken stop = TestContext.Current.CancellationToken;
        await File.WriteAllBytesAsync(service, SystemdUnits.Service(definition), stop);
        await File.WriteAllBytesAsync(timer, SystemdUnits.Timer(definition), stop);
        Dictionary<string, string> environment = new()
        {
            ["XDG_RUNTIME_DIR"] = folder.Path,
            ["SYSTEMD_LOG_LEVEL"] = level,
            ["LC_ALL"] = "C.UTF-8",
        };
        return await Judge.RunAsync(Verifier, ["--user", "verify", service, timer], environment);
    }

    /// <summary>Takes apart what systemd prints: words, in double quotes with backslashes where needed.</summary>
    private static IEnumerable<string> Split(string line) => Regex
        .Matches(line, @"""((?:[^""\\]|\\.)*)""|([^ ]+)")
        .Select(static word => word.Groups[2].Success
            ? word.Groups[2].Value
            : Regex.Replace(word.Groups[1].Value, @"\\(.)", "$1"));
}
