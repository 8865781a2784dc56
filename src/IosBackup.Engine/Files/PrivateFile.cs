using System;
using System.IO;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Files;

/// <summary>
/// A temporary file for decrypted content. Where the system allows it, the file loses its name before it gets content,
/// and so is gone the moment its last handle closes, whatever becomes of the process. On Windows it lies in a
/// <see cref="PrivateFolder"/> until it is disposed.
/// </summary>
internal sealed class PrivateFile : IDisposable
{
    private const string Name = "content";

    private readonly PrivateFolder _folder;
    private readonly FileStream _content;

    private PrivateFile(PrivateFolder folder, FileStream content)
    {
        _folder = folder;
        _content = content;
    }

    /// <summary>Where the file can be opened, until <see cref="RemoveName"/>.</summary>
    public string Path => _content.Name;

    /// <summary>Makes a file of zeros.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>.
    /// </exception>
    public static PrivateFile Create(long length)
    {
        PrivateFolder folder = PrivateFolder.Create();
        FileStream? content = null;
        try
        {
            content = folder.CreateFile(Name);
            content.SetLength(length);
            return new PrivateFile(folder, content);
        }
        catch (Exception e)
        {
            content?.Dispose();
            folder.Dispose();
            if (FileErrors.IsFileError(e))
            {
                throw FileErrors.ToException(e, folder.Path);
            }

            throw;
        }
    }

    /// <summary>Removes the file's name where an open file can do without; handles that are open go on working.</summary>
    public void RemoveName()
    {
        if (PrivateFiles.CanRemoveOpenFiles)
        {
            _folder.Dispose();
        }
    }

    /// <summary>Writes the next bytes of the content, from its start on.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>.
    /// </exception>
    public void Write(byte[] buffer, int count)
    {
        try
        {
            _content.Write(buffer, 0, count);
        }
        catch (IOException e)
        {
            throw FileErrors.ToException(e, _folder.Path);
        }
    }

    public void Dispose()
    {
        _content.Dispose();
        _folder.Dispose();
    }
}
