using IosBackup.Engine.Backups;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class AppOwnersTests
{
    private static readonly AppOwners s_owners = new(
    [
        "HomeDomain",
        "AppDomain-com.example.app",
        "AppDomain-com.example.app.pro",
        "AppDomainPlaceholder-com.example.gone",
        "AppDomainPlugin-com.example.app.widget",
    ]);

    [Theory]
    [InlineData("AppDomain-com.example.app", "com.example.app")]
    [InlineData("AppDomainPlaceholder-com.example.gone", "com.example.gone")]
    [InlineData("AppDomainPlugin-com.example.app.widget", "com.example.app")]
    [InlineData("AppDomainPlugin-com.example.app.pro.widget", "com.example.app.pro")]
    [InlineData("AppDomainPlugin-com.example.application.widget", "com.example.application.widget")]
    [InlineData("AppDomainGroup-group.com.example.app", "com.example.app")]
    [InlineData("AppDomainGroup-group.com.example.app.shared", "com.example.app")]
    [InlineData("AppDomainGroup-AB12CD.com.example.app.pro", "com.example.app.pro")]
    [InlineData("AppDomainGroup-group.org.other", "group.org.other")]
    [InlineData("AppDomainGroup-group..", "group..")]
    [InlineData("AppDomain-", "")]
    [InlineData("HomeDomain", null)]
    [InlineData("SysContainerDomain-com.example.app", null)]
    public void Extensions_and_groups_belong_to_the_app_in_their_name(string domain, string? owner)
    {
        Assert.Equal(owner, s_owners.Of(domain));
        Assert.Equal(owner, s_owners.Of(domain));
    }

    [Fact]
    public void Apps_are_those_with_a_container() =>
        Assert.Equivalent(new[] { "com.example.app", "com.example.app.pro", "com.example.gone" }, s_owners.Apps);
}
