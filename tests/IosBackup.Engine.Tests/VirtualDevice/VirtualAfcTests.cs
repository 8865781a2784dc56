using System;
using System.Text;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Services.Afc;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class VirtualAfcTests
{
    private const ulong Success = 0;
    private const ulong UnknownError = 1;
    private const ulong NotFound = 8;
    private const ulong WouldBlock = 19;

    [Fact]
    public async Task Files_are_written_and_read()
    {
        await using PhoneBench bench = new();
        using AfcSocket afc = await OpenAsync(bench);
        ulong file = await afc.OpenAsync("/Downloads/a/b.txt", AfcSocket.ReadWriteMode);
        Assert.Equal(
            Success, await afc.StatusAsync(AfcSocket.Write, AfcSocket.Numbers(file), "hello world"u8.ToArray()));
        Assert.Equal(Success, await afc.StatusAsync(AfcSocket.Seek, AfcSocket.Numbers(file, 0, 6)));
        Assert.Equal("world"u8.ToArray(), (await afc.AskAsync(AfcSocket.Read, AfcSocket.Numbers(file, 100))).Data);
        Assert.Empty((await afc.AskAsync(AfcSocket.Read, AfcSocket.Numbers(file, 100))).Data);
        Assert.Equal(AfcSocket.Numbers(11), (await afc.AskAsync(AfcSocket.Tell, AfcSocket.Numbers(file))).Data);
        Assert.Equal(Success, await afc.StatusAsync(AfcSocket.SetSize, AfcSocket.Numbers(file, 5)));
        Assert.Equal(Success, await afc.StatusAsync(AfcSocket.Close, AfcSocket.Numbers(file)));
        Assert.Equal("hello", Encoding.ASCII.GetString(bench.Phone.Media.Read("/Downloads/a/b.txt")!));
        string[] facts = await afc.TextsAsync(AfcSocket.GetFileInfo, "/Downloads/a/b.txt");
        Assert.Equal("5", facts[Array.IndexOf(facts, "st_size") + 1]);
        Assert.Equal("S_IFREG", facts[Array.IndexOf(facts, "st_ifmt") + 1]);
    }

    [Fact]
    public async Task Folders_are_listed_changed_and_removed()
    {
        await using PhoneBench bench = new();
        using AfcSocket afc = await OpenAsync(bench);
        Assert.Equal(Success, await afc.StatusAsync(AfcSocket.MakeDirectory, AfcSocket.Texts("/x/y")));
        bench.Phone.Media.Write("/x/y/file", [1]);
        Assert.Equal([".", "..", "file"], await afc.TextsAsync(AfcSocket.ReadDirectory, "/x/y"));
        Assert.Equal(UnknownError, await afc.StatusAsync(AfcSocket.Remove, AfcSocket.Texts("/x")));
        Assert.Equal(Success, await afc.StatusAsync(AfcSocket.Rename, AfcSocket.Texts("/x/y", "/x/z")));
        Assert.Equal([1], bench.Phone.Media.Read("/x/z/file"));
        Assert.Equal(
            Success,
            await afc.StatusAsync(AfcSocket.MakeLink, [.. AfcSocket.Numbers(2), .. AfcSocket.Texts("z", "/x/l")]));
        Assert.Equal([".", "..", "file"], await afc.TextsAsync(AfcSocket.ReadDirectory, "/x/l"));
        Assert.Equal(Success, await afc.StatusAsync(AfcSocket.RemoveAll, AfcSocket.Texts("/x")));
        Assert.Equal(NotFound, await afc.StatusAsync(AfcSocket.GetFileInfo, AfcSocket.Texts("/x")));
        Assert.Equal(
            NotFound, await afc.StatusAsync(AfcSocket.Open, [.. AfcSocket.Numbers(1), .. AfcSocket.Texts("/x")]));
    }

    [Fact]
    public async Task Two_computers_never_hold_the_same_lock()
    {
        await using PhoneBench bench = new();
        using AfcSocket first = await OpenAsync(bench);
        using AfcSocket second = await OpenAsync(bench);
        ulong mine = await first.OpenAsync(AfcTree.SyncLockPath, AfcSocket.ReadWriteMode);
        ulong theirs = await second.OpenAsync(AfcTree.SyncLockPath, AfcSocket.ReadWriteMode);
        Assert.Equal(Success, await first.StatusAsync(AfcSocket.Lock, AfcSocket.Numbers(mine, AfcSocket.Exclusive)));
        Assert.Equal(
            WouldBlock, await second.StatusAsync(AfcSocket.Lock, AfcSocket.Numbers(theirs, AfcSocket.Exclusive)));
        Assert.Contains(bench.Phone.Observations.Violations, static entry => entry.Rule == ClientRule.LockReleased);
        Assert.Equal(Success, await first.StatusAsync(AfcSocket.Lock, AfcSocket.Numbers(mine, AfcSocket.Unlock)));
        Assert.Equal(Success, await second.StatusAsync(AfcSocket.Lock, AfcSocket.Numbers(theirs, AfcSocket.Exclusive)));
        Assert.Equal(Success, await second.StatusAsync(AfcSocket.Close, AfcSocket.Numbers(theirs)));
        Assert.False(bench.Phone.Media.IsLocked(AfcTree.SyncLockPath));
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task The_phone_itself_may_hold_the_lock()
    {
        await using PhoneBench bench = new();
        using AfcSocket afc = await OpenAsync(bench);
        ulong file = await afc.OpenAsync(AfcTree.SyncLockPath, AfcSocket.ReadWriteMode);
        using (bench.Phone.HoldSyncLock())
        {
            Assert.Equal(
            WouldBlock, await afc.StatusAsync(AfcSocket.Lock, AfcSocket.Numbers(file, AfcSocket.Exclusive)));
        }

        Assert.Equal(Success, await afc.StatusAsync(AfcSocket.Lock, AfcSocket.Numbers(file, AfcSocket.Exclusive)));
    }

    [Fact]
    public async Task A_lock_ends_with_its_connection()
    {
        await using PhoneBench bench = new();
        using AfcSocket first = await OpenAsync(bench);
        ulong file = await first.OpenAsync(AfcTree.SyncLockPath, AfcSocket.ReadWriteMode);
        await first.StatusAsync(AfcSocket.Lock, AfcSocket.Numbers(file, AfcSocket.Exclusive));
        bench.Mux.Detach(bench.Attachment);
        await bench.Mux.StopAsync();
        Assert.False(bench.Phone.Media.IsLocked(AfcTree.SyncLockPath));
        Assert.Contains(bench.Phone.Observations.Violations, static entry => entry.Rule == ClientRule.LockReleased);
    }

    private static async Task<AfcSocket> OpenAsync(PhoneBench bench) =>
        new(await bench.OpenServiceAsync("com.apple.afc"));
}
