using System.IO;
using System.Linq;
using System.Security;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>Writes backups of the virtual phone's starter content, without a device.</summary>
internal static class PhoneBackup
{
    public const string Password = "records";

    private static readonly StarterContent s_phone = StarterPhone.Create();

    /// <summary>What the phone holds.</summary>
    public static StarterTruth Truth => s_phone.Truth;

    /// <summary>Writes a backup and returns its folder.</summary>
    public static string Write(TestFolder folder, bool isEncrypted = true) => MadeBackup.Write(
        folder[MadeBackup.Udid],
        isEncrypted ? Password : null,
        files:
        [
            .. s_phone.Files
                .Where(file => file.Kind == PhoneFileKind.File && (isEncrypted || !file.OnlyWhenEncrypted))
                .Select(static file => (file.Domain, file.RelativePath, ReadAll(file))),
        ]);

    /// <summary>The password of those that are encrypted.</summary>
    public static SecureString Secret() => ToSecret(Password);

    public static SecureString ToSecret(string text) =>
        new System.Net.NetworkCredential(string.Empty, text).SecurePassword;

    private static byte[] ReadAll(PhoneFile file)
    {
        using Stream stream = file.Content?.Open() ?? Stream.Null;
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
