using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Files;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.MobileBackup.Drive;
using IosBackup.Engine.Tests.Files;
using Xunit;

namespace IosBackup.Engine.Tests.MobileBackup;

public sealed class FolderDriveUploadTests
{
    private const string Udid = "00008130-00AA1543AC9BD090";
    private const string Payload = Udid + "/Snapshot/3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28";
    private const string Status = Udid + "/Status.plist";

    [Fact]
    public async Task A_payload_in_an_older_generation_too_is_replaced_and_never_written_to()
    {
        using TemporaryFolder folder = new();
        string payload = folder.Write("root/" + Payload, "old");
        string older = folder["older"];
        FileLayer.Real.HardLink(payload, older);
        using FolderDrive drive = Open(folder, FileLayer.Real);

        await UploadAsync(drive, (Payload, "new"));
        await drive.SettleAsync(TestContext.Current.CancellationToken);

        Assert.Equal("new", File.ReadAllText(payload));
        Assert.Equal("old", File.ReadAllText(older));
    }

    [Fact]
    public async Task A_batch_is_answered_while_its_payloads_are_still_being_written_and_settles_later()
    {
        using TemporaryFolder folder = new();
        folder.Write("root/" + Udid + "/Snapshot/3d/x", string.Empty);
        GatedFiles files = new();
        using FolderDrive drive = Open(folder, files);

        await UploadAsync(drive, (Payload, "content"));
        Task settled = drive.SettleAsync(TestContext.Current.CancellationToken).AsTask();
        bool tooEarly = settled.IsCompleted;
        files.Gate.Set();
        await settled;

        Assert.False(tooEarly);
        Assert.Equal("content", File.ReadAllText(folder["root", Payload]));
    }

    [Fact]
    public async Task Metadata_takes_its_place_only_when_all_that_came_before_it_is_stored()
    {
        using TemporaryFolder folder = new();
        folder.Write("root/" + Udid + "/Snapshot/3d/x", string.Empty);
        GatedFiles files = new();
        using FolderDrive drive = Open(folder, files);
        await UploadAsync(drive, (Payload, "content"));

        Task uploaded = UploadAsync(drive, (Status, "status"));
        bool tooEarly = File.Exists(folder["root", Status]);
        files.Gate.Set();
        await uploaded;

        Assert.False(tooEarly);
        Assert.Equal("content", File.ReadAllText(folder["root", Payload]));
        Assert.Equal("status", File.ReadAllText(folder["root", Status]));
    }

    [Fact]
    public async Task Metadata_stays_as_it_was_when_something_before_it_could_not_be_stored()
    {
        using TemporaryFolder folder = new();
        string status = folder.Write("root/" + Status, "old");
        using FolderDrive drive = Open(folder, FileLayer.Real);

        DeviceLinkException failure = await Assert.ThrowsAsync<DeviceLinkException>(async () =>
        {
            // The first is answered early or late; a device goes on only as long as it hears of no failure.
            await UploadAsync(drive, (Udid + "/Snapshot/none/" + Path.GetFileName(Payload), "content"));
            await UploadAsync(drive, (Status, "status"));
        });

        Assert.Equal(DeviceLinkStatus.NotFound, failure.Status);
        Assert.Equal("old", File.ReadAllText(status));
    }

    [Fact]
    public async Task Whichever_call_fails_it_is_told_and_no_half_written_payload_stays()
    {
        for (int call = 1; ; call++)
        {
            using TemporaryFolder folder = new();
            folder.Write("root/" + Udid + "/Snapshot/3d/x", string.Empty);
            Directory.CreateDirectory(folder["incoming"]);
            FaultyFileLayer files = new(call + 2);
            using FolderDrive drive = Open(folder, files);
            Exception? failure = await Record.ExceptionAsync(async () =>
            {
                await UploadAsync(drive, (Payload, "content"));
                await drive.SettleAsync(TestContext.Current.CancellationToken);
            });
            if (!files.HasFailed)
            {
                Assert.Null(failure);
                Assert.True(call > 2);
                return;
            }

            Assert.IsType<DeviceLinkException>(failure);
            Assert.False(File.Exists(folder["root", Payload]));
        }
    }

    [Fact]
    public async Task A_file_that_is_broken_off_with_the_drive_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        folder.Write("root/" + Udid + "/Snapshot/3d/x", string.Empty);
        FolderDrive drive = Open(folder, FileLayer.Real);
        IUploadSink sink = drive.BeginUpload();
        sink.Begin("/var/mobile/file", Payload);
        sink.Write(new byte[1024 * 1024]);
        await drive.SettleAsync(TestContext.Current.CancellationToken);
        bool begun = File.Exists(folder["root", Payload]);

        drive.Dispose();

        Assert.True(begun);
        Assert.False(File.Exists(folder["root", Payload]));
    }

    private static FolderDrive Open(TemporaryFolder folder, FileLayer files) =>
        new(files, folder["root"], folder["incoming"], new TransferMonitor(null), writers: 2, Udid);

    private static async Task UploadAsync(FolderDrive drive, params (string Path, string Content)[] uploads)
    {
        IUploadSink sink = drive.BeginUpload();
        foreach ((string path, string content) in uploads)
        {
            sink.Begin("/var/mobile/file", path);
            sink.Write(Encoding.UTF8.GetBytes(content));
            sink.End(DeviceLinkStatus.Success, string.Empty);
        }

        await drive.EndUploadAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets no payload be made before its gate opens.</summary>
    private sealed class GatedFiles : FileLayer
    {
        public ManualResetEventSlim Gate { get; } = new();

        public override Stream CreatePayload(string path)
        {
            Gate.Wait(TestContext.Current.CancellationToken);
            return base.CreatePayload(path);
        }
    }
}
