using System;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>Files of a phone that all tell the number of a run: in a mixture of two runs they disagree.</summary>
internal static class Witnesses
{
    public const int Count = 12;
    public const string Folder = "Library/Witness";

    public static void Testify(PhoneContent content, int run)
    {
        for (int i = 0; i < Count; i++)
        {
            content.Put(new PhoneFile
            {
                Domain = "HomeDomain",
                RelativePath = $"{Folder}/{i}",
                Content = PhoneFileContent.FromBytes(BitConverter.GetBytes(run)),
                LastModified = 1_750_000_000 + run,
            });
        }
    }
}
