using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using Xunit;

namespace IosBackup.Engine.Tests.DeviceLink;

/// <summary>A host that is slow itself does not blame the device, which waits for it.</summary>
public sealed class SlowHostTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_stall = TimeSpan.FromMinutes(1);

    /// <summary>What a host may be slow at.</summary>
    public enum Work
    {
        Move,
        OpenRead,
        Read,
        Room,
        EndUpload,
        Settle,
    }

    public static TheoryData<Work> Works => [.. Enum.GetValues<Work>()];

    [Theory]
    [MemberData(nameof(Works))]
    public async Task A_slow_disk_is_no_silence_of_the_device(Work slow)
    {
        List<byte> script = [];
        script.AddRange(slow switch
        {
            Work.Move => Message([
                DeviceLinkVerb.MoveItems, new PlistDictionary { ["a"] = "b" }, new PlistDictionary(), 50.0]),
            Work.OpenRead or Work.Read => Message([DeviceLinkVerb.DownloadFiles, new PlistArray(["a"])]),
            _ => [.. Message([DeviceLinkVerb.UploadFiles]),
                .. new UploadBytes().Paths("a", "b").Block(0x0C, 1).Block(0).End().ToArray()],
        });
        script.AddRange(Message([DeviceLinkVerb.ProcessMessage, new PlistDictionary { ["ErrorCode"] = 0 }]));
        StrongBox<TimeSpan> now = new();
        using IdleWatch watch = new(s_limit, static _ => { }, () => now.Value);
        using DeviceLinkConnection connection = new(new ScriptStream(script.ToArray(), 16), watch);
        DeviceLinkHost host = new(connection, new SlowDrive(slow, Stall), NoObserver.Instance, watch);

        PlistDictionary response = await host.RunAsync(
            new PlistDictionary(), TestContext.Current.CancellationToken, watch.Expired);

        Assert.Equal(s_stall, now.Value);
        Assert.Equal(0, response.GetInteger("ErrorCode"));
        Assert.False(watch.Expired.IsCancellationRequested);

        void Stall()
        {
            now.Value += s_stall;
            watch.Look();
        }
    }

    private static byte[] Message(PlistArray message)
    {
        byte[] body = PropertyList.ToBinary(message);
        return new UploadBytes().Length((uint)body.Length).Raw(body).ToArray();
    }

    private sealed class NoObserver : IDeviceLinkObserver
    {
        public static NoObserver Instance { get; } = new();

        public void Requested(string verb, double? percent)
        {
        }

        public void FileSent(long bytes)
        {
        }

        public void Failed(string verb, DeviceLinkException failure) => Assert.Fail(failure.Message);
    }

    private sealed class SlowDrive(Work slow, Action stall) : IDeviceLinkDrive, IUploadSink
    {
        private bool _hasStalled;

        public long FreeSpace() => throw new NotSupportedException();

        public Stream OpenRead(string path)
        {
            Stall(Work.OpenRead);
            return new SlowStream(() => Stall(Work.Read));
        }

        public IReadOnlyList<DeviceLinkEntry> List(string path) => throw new NotSupportedException();

        public void CreateDirectory(string path) => throw new NotSupportedException();

        public void Move(string source, string target) => Stall(Work.Move);

        public void Remove(string path) => throw new NotSupportedException();

        public void Copy(string source, string target) => throw new NotSupportedException();

        public IUploadSink BeginUpload() => this;

        public async ValueTask EndUploadAsync(CancellationToken stop) => await StallAsync(Work.EndUpload);

        public async ValueTask SettleAsync(CancellationToken stop) => await StallAsync(Work.Settle);

        public void Begin(string devicePath, string hostPath)
        {
        }

        public void Write(ReadOnlySpan<byte> data)
        {
        }

        public void End(DeviceLinkStatus status, string message)
        {
        }

        public async ValueTask WaitForRoomAsync(CancellationToken stop) => await StallAsync(Work.Room);

        private void Stall(Work work)
        {
            if (work == slow && !_hasStalled)
            {
                _hasStalled = true;
                stall();
            }
        }

        private async Task StallAsync(Work work)
        {
            await Task.Yield();
            Stall(work);
        }
    }

    private sealed class SlowStream(Action stall) : MemoryStream([1, 2, 3])
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            stall();
            return base.Read(buffer, offset, count);
        }
    }
}
