using System;
using System.IO;
using System.Runtime.InteropServices;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Files;

/// <summary>What the file system's failures mean to us.</summary>
internal static class FileErrors
{
    /// <summary>What is wrong with a file where a folder is expected.</summary>
    public const string NotAFolder = "It is a file, not a folder.";

    private const int UnixNoSpace = 28;
    private const int UnixQuota = 122;
    private const int MacQuota = 69;
    private const int UnixReadOnlyVolume = 30;
    private const int WindowsSharingViolation = 32;
    private const int WindowsDiskFull = 112;
    private const int WindowsHandleDiskFull = 39;
    private const int WindowsDiskQuota = 1295;
    private const int WindowsReadOnlyVolume = 19;

    /// <summary>Whether an exception is the file system's own.</summary>
    public static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether the volume or the quota is full.</summary>
    public static bool IsFull(Exception exception)
    {
        if (exception is not IOException)
        {
            return false;
        }

        int code = exception.HResult & 0xFFFF;
        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? code is WindowsDiskFull or WindowsHandleDiskFull or WindowsDiskQuota
            : exception.HResult is UnixNoSpace or UnixQuota or MacQuota;
    }

    /// <summary>Whether this user may not write there, or nobody may.</summary>
    public static bool IsForbidden(Exception exception) =>
        exception is UnauthorizedAccessException
        || (exception is IOException
            && (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
                ? (exception.HResult & 0xFFFF) == WindowsReadOnlyVolume
                : exception.HResult == UnixReadOnlyVolume));

    /// <summary>Whether another process keeps a file from being renamed or deleted; only Windows has that.</summary>
    public static bool IsHeldByOthers(Exception exception) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        && (exception is UnauthorizedAccessException
            || (exception is IOException && (exception.HResult & 0xFFFF) is WindowsSharingViolation));

    /// <summary>The engine's error for a backup that could not be read.</summary>
    public static EngineException ToReadException(Exception exception, string path) =>
        new(ErrorKind.BackupUnavailable, exception.Message, exception) { Target = path };

    /// <summary>Reads something of a backup.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.BackupUnavailable"/>, and what it throws.</exception>
    public static T WhileReading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw ToReadException(e, path);
        }
    }

    /// <summary>The engine's error for a failed write to a destination.</summary>
    public static EngineException ToException(Exception exception, string path) => new(
        IsFull(exception) ? ErrorKind.DestinationFull : ErrorKind.DestinationUnavailable,
        exception.Message,
        exception)
    {
        Target = path,
    };
}
