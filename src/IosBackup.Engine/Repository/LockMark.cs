using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Who holds a lock, written down beside it and renewed while it is held: for shares whose locks other hosts do not
/// see, and for messages. A mark that is no longer ours is lost for good: whoever replaced or removed it may have
/// worked here meanwhile.
/// </summary>
internal sealed class LockMark : IDisposable
{
    private const string BriefKey = "Brief";
    private const int MostReads = 5;

    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_staleAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly string _path;
    private readonly byte[] _content;
    private readonly Timer _renewal;
    private volatile bool _lost;

    private LockMark(string path, byte[] content)
    {
        _path = path;
        _content = content;
        _renewal = new Timer(_ => Renew(), null, s_renewal, s_renewal);
    }

    /// <summary>
    /// Whether the mark is still ours. One that cannot be read even after some attempts does not prove it.
    /// </summary>
    public bool IsStillOurs()
    {
        for (int read = 1; !_lost && read <= MostReads; read++)
        {
            try
            {
                _lost |= !IsOurContent(Read(_path));
                return !_lost;
            }
            catch (Exception e) when (FileErrors.IsFileError(e))
            {
                Thread.Sleep(s_pause);
            }
        }

        return false;
    }

    /// <summary>Writes a mark; what lies there is replaced.</summary>
    public static LockMark Write(FileLayer files, string path, bool isBrief)
    {
        byte[] content = Describe(isBrief);
        files.DeleteFile(path);
        files.WriteNew(path, content, content.Length);
        return new LockMark(path, content);
    }

    /// <summary>What a mark says; null when there is none that can be read.</summary>
    public static PlistDictionary? ReadOwner(string path)
    {
        try
        {
            return Read(path) is byte[] mark ? PropertyList.Parse(mark) as PlistDictionary : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a lock is held for a moment only, as far as its mark tells; without one it is being taken or given back.
    /// </summary>
    public static bool IsBrief(PlistDictionary? mark) => mark?.GetBoolean(BriefKey) ?? mark is null;

    /// <summary>
    /// Whether a mark was renewed lately. Both times are the volume's, so that clocks need not agree.
    /// </summary>
    public static bool IsFresh(string path, DateTime now) => now - File.GetLastWriteTimeUtc(path) < s_staleAfter;

    /// <summary>Writes the mark over itself, as long as it is ours: the volume notes when.</summary>
    public void Renew()
    {
        try
        {
            if (_lost)
            {
                return;
            }

            using FileStream mark = new(
                _path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);
            if (!IsOurContent(ReadAll(mark)))
            {
                _lost = true;
                return;
            }

            mark.Position = 0;
            mark.Write(_content, 0, _content.Length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            _lost = true;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // A share that is away for a moment; the next time tells.
            Debug.WriteLine(e);
        }
    }

    /// <summary>Takes the mark away if it is ours.</summary>
    public void Dispose()
    {
        using (ManualResetEvent ended = new(false))
        {
            if (_renewal.Dispose(ended))
            {
                ended.WaitOne();
            }
        }

        try
        {
            if (!_lost && IsOurContent(Read(_path)))
            {
                File.Delete(_path);
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The next owner overwrites it: the lock itself is what counts.
            Debug.WriteLine(e);
        }
    }

    private static byte[] Describe(bool isBrief)
    {
        using Process process = Process.GetCurrentProcess();
        return PropertyList.ToXml(new PlistDictionary
        {
            ["Host"] = Environment.MachineName,
            ["ProcessId"] = process.Id,
            ["User"] = Environment.UserName,
            ["Since"] = DateTimeOffset.UtcNow,
            [BriefKey] = isBrief,
            ["Id"] = Guid.NewGuid().ToString(),
        });
    }

    private bool IsOurContent(byte[]? mark) => mark is not null && mark.AsSpan().SequenceEqual(_content);

    /// <summary>Reads a mark without standing in the way of whoever renews or removes it.</summary>
    private static byte[]? Read(string path)
    {
        try
        {
            using FileStream mark = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            return ReadAll(mark);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static byte[] ReadAll(FileStream mark)
    {
        const int Largest = 64 * 1024;
        byte[] content = new byte[Math.Min(mark.Length, Largest)];
        mark.ReadExactly(content);
        return content;
    }
}
