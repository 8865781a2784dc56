using System.Collections.Generic;
using System.Linq;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.Tests;

/// <summary>Files with what is awkward about names, times and kinds, enough of them for several batches.</summary>
internal static class AwkwardContent
{
    public static void AddTo(PhoneContent content)
    {
        content.Put("HomeDomain", "Library/SMS/sms.db", PhoneFileContent.Generated(7, 300_000));
        content.Put("HomeDomain", "Library/empty", PhoneFileContent.FromBytes([]));
        content.Put("HomeDomain", "Library/emoji 🔑 and ümläut.txt", "composed");
        content.Put("HomeDomain", "Library/e\u0301.txt", "decomposed");
        content.Put("AppDomain-com.example.notebook", "Documents/a:b and trailing dot.", "awkward on Windows");
        content.Put("MediaDomain", string.Join('/', Enumerable.Repeat("deep", 40)) + "/file", "deep");
        content.Put("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.MOV", PhoneFileContent.Generated(9, 3_000_000));
        content.Put(new PhoneFile
        {
            Domain = "RootDomain",
            RelativePath = "Library/old",
            LastModified = -1,
            UserId = -2,
            ProtectionClass = 4,
            Content = PhoneFileContent.Generated(3, 16),
            ExtendedAttributes = new Dictionary<string, byte[]> { ["com.example.mark"] = [1, 2] },
        });
        content.Put(new PhoneFile
        {
            Domain = "HomeDomain",
            RelativePath = "Library/link",
            Kind = PhoneFileKind.SymbolicLink,
            LinkTarget = "../Media",
            LastModified = 1_700_000_000,
        });
        content.Add(new GeneratedFiles
        {
            Domain = "AppDomainGroup-group.com.example",
            Folder = "Store",
            Count = 300,
            TotalSize = 300_000,
        });
    }
}
