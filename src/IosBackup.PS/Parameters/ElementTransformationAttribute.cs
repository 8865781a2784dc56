using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>Transforms what a parameter is given one by one, be it a list or not.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ElementTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes exactly one. A list is none for it, unless it has one element.</summary>
    public bool TakesOne { get; set; }

    /// <summary>What one is called.</summary>
    private protected abstract string Noun { get; }

    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not IList list)
        {
            return TransformOne(engineIntrinsics, inputData);
        }

        // PowerShell would say of a list that it cannot be converted, and not what is wanted.
        if (TakesOne && list.Count != 1)
        {
            throw new ArgumentTransformationMetadataException(
                $"Exactly one {Noun} is wanted, and {list.Count} were given.");
        }

        object?[] elements = [.. list.Cast<object?>().Select(one => TransformOne(engineIntrinsics, one))];
        return TakesOne ? elements[0] : elements;
    }

    private protected abstract object? TransformOne(EngineIntrinsics engine, object? input);
}
