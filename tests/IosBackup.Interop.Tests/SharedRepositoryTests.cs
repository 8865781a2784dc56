using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>idevicebackup2 and the engine take turns in one folder.</summary>
public sealed class SharedRepositoryTests
{
    [Fact]
    public async Task Another_tool_updates_our_newest_generation_and_touches_no_older_one()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        await BackUpTwiceAsync(desk);
        string older = Assert.Single(Archived(desk));
        Dictionary<string, byte[]> before = WrittenBackup.ReadFolder(older);

        Change(desk, "of the other tool");
        ToolResult result = await desk.BackUpAsync();

        // Two files, two manifests, four states: it took our generation for its own.
        Assert.Contains("Received 8 files from device.", result.Output, StringComparison.Ordinal);
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content);
        Assert.Equal(older, Assert.Single(Archived(desk)));
        RequireSame(before, WrittenBackup.ReadFolder(older));
        Assert.Empty(desk.Phone.Observations.Violations);
    }

    [Fact]
    public async Task We_go_on_from_what_another_tool_left()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        await BackUpTwiceAsync(desk);
        Change(desk, "of the other tool");
        await desk.BackUpAsync();
        Dictionary<string, byte[]>[] before =
            [.. Archived(desk).Append(Path.Combine(desk.Folder, desk.Phone.Udid)).Select(WrittenBackup.ReadFolder)];

        Change(desk, "of our third run");
        BackupRunResult result = await desk.BackUpWithEngineAsync(desk.Folder);

        Assert.Equal(new BackupWarning(BackupWarningKind.Adopted), Assert.Single(result.Warnings));
        Assert.False(result.IsFull);
        Assert.Equal(StagingOrigin.Clone, result.Origin);
        Assert.Equal(8, result.FilesReceived);
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content);
        string[] archived = Archived(desk);
        Assert.Equal(before.Length, archived.Length);
        foreach ((Dictionary<string, byte[]> was, string folder) in before.Zip(archived))
        {
            RequireSame(was, WrittenBackup.ReadFolder(folder));
        }

        Assert.Empty(desk.Phone.Observations.Violations);
    }

    [Fact]
    public async Task A_break_of_another_tool_in_our_newest_generation_costs_no_older_one()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        await BackUpTwiceAsync(desk);
        string older = Assert.Single(Archived(desk));
        Dictionary<string, byte[]> before = WrittenBackup.ReadFolder(older);
        desk.Phone.Content.Put("HomeDomain", "Library/large.bin", new string('l', 3_000_000));
        desk.Phone.Faults.DisconnectAfterUploadedBytes = 2_000_000;
        ToolResult broken = await desk.Find("idevicebackup2").RunAsync("backup", desk.Folder);
        Assert.DoesNotContain("Backup Successful.", broken.Output, StringComparison.Ordinal);
        desk.Phone.Faults.DisconnectAfterUploadedBytes = null;

        await desk.BackUpWithEngineAsync(desk.Folder);

        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content);
        Assert.Contains(older, Archived(desk));
        RequireSame(before, WrittenBackup.ReadFolder(older));
    }

    private static async Task BackUpTwiceAsync(PhoneOnTheDesk desk)
    {
        await desk.BackUpWithEngineAsync(desk.Folder);
        Change(desk, "of our second run");
        await desk.BackUpWithEngineAsync(desk.Folder);
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content);
    }

    private static void Change(PhoneOnTheDesk desk, string text)
    {
        desk.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "messages " + text);
        desk.Phone.Content.Put("HomeDomain", "Library/" + text, text);
    }

    /// <summary>The older generations, the oldest first.</summary>
    private static string[] Archived(PhoneOnTheDesk desk) =>
        [.. Directory.GetDirectories(desk.Folder, desk.Phone.Udid + "-*").Order(StringComparer.Ordinal)];

    private static void RequireSame(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
    }
}
