namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>Hears what arrives on a drive.</summary>
internal interface IDriveObserver
{
    /// <summary>Bytes of a file arrived; called from the receive loop.</summary>
    void Received(int bytes);

    /// <summary>A file ended; called from the receive loop.</summary>
    /// <param name="devicePath">Its path on the device, for information.</param>
    /// <param name="length">Bytes that arrived.</param>
    /// <param name="failure">The device's words when it could not read the file; null when it arrived whole.</param>
    void FileEnded(string devicePath, long length, string? failure);

    /// <summary>
    /// A file is whole and takes its place next, so whoever writes it down knows of every file that stands there,
    /// however the process ends. Called from a writer's thread; what is thrown here fails the file.
    /// </summary>
    void Stored(StoredBlob blob);
}
