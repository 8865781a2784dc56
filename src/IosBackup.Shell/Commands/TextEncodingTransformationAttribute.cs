using System;
using System.Management.Automation;
using System.Text;

namespace IosBackup.Shell.Commands;

/// <summary>Takes the names that PowerShell has for encodings.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextEncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Default { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            Encoding encoding => encoding,
            string name => name.ToUpperInvariant() switch
            {
                "UTF8" or "UTF8NOBOM" => Default,
                "UTF8BOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
                "UNICODE" => Encoding.Unicode,
                "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
                "ASCII" => Encoding.ASCII,
                "UTF32" => Encoding.UTF32,
                "LATIN1" => Encoding.Latin1,
                _ => throw new ArgumentTransformationMetadataException($"This shell has no encoding {name}."),
            },
            _ => throw new ArgumentTransformationMetadataException("An encoding is given by its name."),
        };
    }
}
