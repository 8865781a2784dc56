namespace IosBackup.Engine.Tests.Verification;

/// <summary>What can happen to a file.</summary>
internal enum MutationKind
{
    /// <summary>One bit of it flips.</summary>
    Flip,

    /// <summary>It is gone.</summary>
    Remove,

    /// <summary>Its end is gone.</summary>
    Truncate,

    /// <summary>Something follows its end.</summary>
    Extend,

    /// <summary>A part of it becomes zeros.</summary>
    ZeroFill,

    /// <summary>It has another file's content, which has its own.</summary>
    Swap,
}
