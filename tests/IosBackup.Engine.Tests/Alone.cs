using Xunit;

namespace IosBackup.Engine.Tests;

/// <summary>The tests beside which no other may run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
