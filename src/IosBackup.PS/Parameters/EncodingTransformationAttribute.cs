using System;
using System.Management.Automation;
using System.Text;

namespace IosBackup.Parameters;

/// <summary>Takes an encoding by PowerShell's names, the registered ones and the numbers of code pages.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The names that completion offers.</summary>
    internal static readonly string[] Names = ["utf8", "unicode", "bigendianunicode", "utf32", "ascii", "latin1"];

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        try
        {
            return value switch
            {
                int page => Encoding.GetEncoding(page),
                string name => Find(name),
                _ => value,
            };
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new ArgumentTransformationMetadataException(
                $"There is no encoding {value}. Among others there are: {string.Join(", ", Names)}.");
        }
    }

    private static Encoding Find(string name) => name.ToUpperInvariant() switch
    {
        "UTF8" or "UTF8NOBOM" or "UTF8BOM" => Encoding.UTF8,
        "UNICODE" => Encoding.Unicode,
        "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
        "UTF32" => Encoding.UTF32,
        "LATIN1" => Encoding.GetEncoding("iso-8859-1"),
        _ => int.TryParse(name, out int page) ? Encoding.GetEncoding(page) : Encoding.GetEncoding(name),
    };
}
