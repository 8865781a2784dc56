using System.Linq;
using System.Security.Cryptography;

namespace IosBackup.VirtualDevice;

/// <summary>Makes device identifiers.</summary>
public static class Udids
{
    private const string HexDigits = "0123456789ABCDEF";

    /// <summary>An identifier as phones since 2018 have it: eight digits, a hyphen, sixteen digits.</summary>
    public static string Generate() => "00008130-00" + RandomHex(14);

    /// <summary>An identifier as phones until 2017 had it: forty lower-case digits.</summary>
    public static string GenerateClassic() => RandomHex(40).ToLowerInvariant();

    private static string RandomHex(int digits)
    {
        byte[] random = new byte[digits];
        RandomNumberGenerator.Fill(random);
        return new string([.. random.Select(static value => HexDigits[value % HexDigits.Length])]);
    }
}
