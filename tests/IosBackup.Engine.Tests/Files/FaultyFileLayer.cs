using System;
using System.IO;
using System.Threading;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Tests.Files;

/// <summary>The real file system, one of whose calls fails: the first, the second, the n-th.</summary>
internal sealed class FaultyFileLayer(int failingCall, Func<Exception>? failure = null) : FileLayer
{
    private int _calls;

    /// <summary>Calls made so far.</summary>
    public int Calls => _calls;

    /// <summary>Whether the call that fails was reached.</summary>
    public bool HasFailed => _calls >= failingCall;

    public override void CreateDirectory(string path) => Call(() => base.CreateDirectory(path));

    public override Stream CreateNew(string path, int permissions, OpenFolder? folder) =>
        Call(() => base.CreateNew(path, permissions, folder));

    public override Stream CreatePayload(string path) => Call(() => base.CreatePayload(path));

    public override Stream Continue(string path, long length) => Call(() => base.Continue(path, length));

    public override bool TryExchange(string left, string right) => Call(() => base.TryExchange(left, right));

    public override void Write(Stream file, byte[] buffer, int count) => Call(() => base.Write(file, buffer, count));

    public override void Flush(Stream file) => Call(() => base.Flush(file));

    public override Stream OpenEnd(string path) => Call(() => base.OpenEnd(path));

    public override void SetAttributes(string path, FileStamp stamp) => Call(() => base.SetAttributes(path, stamp));

    public override bool TrySetAttributes(Stream file, FileStamp stamp) =>
        Call(() => base.TrySetAttributes(file, stamp));

    public override bool TrySymbolicLink(string path, string target) =>
        Call(() => base.TrySymbolicLink(path, target));

    public override void MoveFile(string source, string target, OpenFolder? folder) =>
        Call(() => base.MoveFile(source, target, folder));

    public override void MoveDirectory(string source, string target) => Call(() => base.MoveDirectory(source, target));

    public override void DeleteFile(string path) => Call(() => base.DeleteFile(path));

    public override void DeleteEmptyDirectory(string path) => Call(() => base.DeleteEmptyDirectory(path));

    public override void CopyFile(string source, string target) => Call(() => base.CopyFile(source, target));

    public override bool TryReflink(string source, string target) => Call(() => base.TryReflink(source, target));

    public override void HardLink(string existing, string path) => Call(() => base.HardLink(existing, path));

    public override void SyncFile(string path) => Call(() => base.SyncFile(path));

    public override bool SyncVolume(string folder) => Call(() => base.SyncVolume(folder));

    public override void SyncDirectory(string folder) => Call(() => base.SyncDirectory(folder));

    public override long FreeSpace(string folder) => Call(() => base.FreeSpace(folder));

    private void Call(Action call) => Call(() =>
    {
        call();
        return true;
    });

    private T Call<T>(Func<T> call) => Interlocked.Increment(ref _calls) == failingCall
        ? throw (failure?.Invoke() ?? new IOException("Input/output error", 5))
        : call();
}
