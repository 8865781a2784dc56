using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>Takes a model such as iPhone16,1 without quotes too, which PowerShell reads as a list of two.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProductTypeTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable parts and not string ? string.Join(",", parts.Cast<object>()) : value;
    }
}
