using System.Collections;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content;

/// <summary>
/// A phone's files at one moment: every entry once, folders before what they hold, computed files made on the way.
/// Enumerating it again gives the same entries in the same order.
/// </summary>
public sealed class PhoneContentSnapshot : IEnumerable<PhoneFile>
{
    private readonly PhoneFile[] _files;
    private readonly GeneratedFiles[] _generated;

    internal PhoneContentSnapshot(PhoneFile[] files, GeneratedFiles[] generated)
    {
        _files = files;
        _generated = generated;
    }

    /// <inheritdoc/>
    public IEnumerator<PhoneFile> GetEnumerator()
    {
        HashSet<PhoneFileKey>? folders = _generated.Length > 0 ? [] : null;
        foreach (PhoneFile file in _files)
        {
            if (file.Kind == PhoneFileKind.Directory)
            {
                folders?.Add(new PhoneFileKey(file.Domain, file.RelativePath));
            }

            yield return file;
        }

        foreach (GeneratedFiles set in _generated)
        {
            foreach (PhoneFile file in set.Enumerate())
            {
                if (file.Kind != PhoneFileKind.Directory
                    || folders!.Add(new PhoneFileKey(file.Domain, file.RelativePath)))
                {
                    yield return file;
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
