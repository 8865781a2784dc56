using System;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Text;
using IosBackup.Parameters;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Parameters;

public sealed class PasswordTests : IDisposable
{
    private const string Password = "pä55 🔑";

    private static readonly string s_bytes = string.Join(' ', Encoding.UTF8.GetBytes(Password));

    private readonly ShellSession _shell = ShellSession.With(typeof(TestPasswordCommand));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void A_secure_string_is_taken() =>
        Assert.Equal(s_bytes, _shell.Run("Test-Password $args[0]", Secure(Password)).As<string>().Single());

    [Fact]
    public void A_credential_gives_its_password() =>
        Assert.Equal(
            s_bytes,
            _shell.Run("Test-Password $args[0]", new PSCredential("any", Secure(Password))).As<string>().Single());

    [Fact]
    public void Nothing_stays_nothing()
    {
        Assert.Equal("none", _shell.Run("Test-Password").As<string>().Single());
        Assert.Equal("none", _shell.Run("Test-Password $null").As<string>().Single());
    }

    [Fact]
    public void An_empty_password_is_a_password() =>
        Assert.Equal("", _shell.Run("Test-Password $args[0]", Secure("")).As<string>().Single());

    [Fact]
    public void Plain_text_is_refused_with_a_way_out_and_never_repeated()
    {
        ShellResult result = _shell.Run("try { Test-Password hunter2 } catch { $_ | ForEach-Object ToString }");

        string message = result.As<string>().Single();
        Assert.Contains("Read-Host -AsSecureString", message);
        Assert.Contains("Get-Secret", message);
        Assert.DoesNotContain("hunter2", message);
    }

    [Fact]
    public void The_bytes_are_zeroed_when_they_are_no_longer_needed()
    {
        SecretBytes secret = SecretBytes.From(Secure(Password))!;
        byte[] bytes = secret.Value;
        Assert.Contains(bytes, value => value != 0);

        secret.Dispose();
        secret.Dispose();

        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    private static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }
}
