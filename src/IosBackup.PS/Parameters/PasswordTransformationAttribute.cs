using System;
using System.Management.Automation;
using System.Security;

namespace IosBackup.Parameters;

/// <summary>
/// Lets a SecureString parameter take a PSCredential too (its password counts), and refuses a plain string, which would
/// stand in history and logs, with a message that shows what to write instead.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PasswordTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Help =
        "A password is not given as plain text, because text stays in history and logs. "
        + "Use (Read-Host -AsSecureString 'Password'), or (Get-Secret NAME) from a secret vault.";

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null,
            SecureString password => password,
            PSCredential credential => credential.Password,
            _ => throw new ArgumentTransformationMetadataException(Help),
        };
    }
}
