using System;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Explains why records that came from a job or a file are not taken: they are copies without their types, which may
/// lack parts, and so would what is made of them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RecordTransformationAttribute : ElementTransformationAttribute
{
    private const string CopyType = "Deserialized.IosBackup.IosRecord";

    private protected override string Noun => "record";

    private protected override object? TransformOne(EngineIntrinsics engine, object? input) =>
        input is PSObject copy && copy.TypeNames.Contains(CopyType)
            ? throw new ArgumentTransformationMetadataException(
                "Records that came from a job or a file are copies that may lack parts. Export them in the job, or "
                + "read them from the backup here.")
            : input;
}
