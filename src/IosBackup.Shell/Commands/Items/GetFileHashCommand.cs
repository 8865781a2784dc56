using System;
using System.IO;
using System.Management.Automation;
using System.Security.Cryptography;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = PathSet)]
public sealed class GetFileHashCommand : ItemCommand
{
    [Parameter(Position = 1)]
    [ValidateSet("SHA1", "SHA256", "SHA384", "SHA512", "MD5")]
    public string Algorithm { get; set; } = "SHA256";

    protected override void ProcessRecord()
    {
        HashAlgorithmName algorithm = new(Algorithm.ToUpperInvariant());
        foreach (string path in FilePaths())
        {
            using FileStream file = File.OpenRead(path);
            PSObject result = new();
            result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.FileHashInfo");
            result.Properties.Add(new PSNoteProperty("Algorithm", algorithm.Name));
            result.Properties.Add(
                new PSNoteProperty("Hash", Convert.ToHexString(CryptographicOperations.HashData(algorithm, file))));
            result.Properties.Add(new PSNoteProperty("Path", path));
            WriteObject(result);
        }
    }
}
